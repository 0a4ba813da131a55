package expertise

// PersonField names one field of a person for a patch, a conflict or a form.
type PersonField string

// The fields in the order in which a form shows them.
const (
	FieldSurname            PersonField = "surname"
	FieldGiven              PersonField = "given"
	FieldPatronymic         PersonField = "patronymic"
	FieldSex                PersonField = "sex"
	FieldBirth              PersonField = "birth"
	FieldBirthPlace         PersonField = "birthPlace"
	FieldIdentifierScheme   PersonField = "identifierScheme"
	FieldIdentifier         PersonField = "identifier"
	FieldDocumentType       PersonField = "documentType"
	FieldDocumentSeries     PersonField = "documentSeries"
	FieldDocumentNumber     PersonField = "documentNumber"
	FieldDocumentIssued     PersonField = "documentIssued"
	FieldDocumentValidUntil PersonField = "documentValidUntil"
	FieldDocumentIssuer     PersonField = "documentIssuer"
	FieldCitizenship        PersonField = "citizenship"
	FieldMaritalStatus      PersonField = "maritalStatus"
	FieldRegisteredAddress  PersonField = "registeredAddress"
	FieldActualAddress      PersonField = "actualAddress"
	FieldDistrict           PersonField = "district"
	FieldPhone              PersonField = "phone"
	FieldDrivingLicence     PersonField = "drivingLicence"
	FieldDrivingCategory    PersonField = "drivingCategory"
)

// PersonFields lists every field that a patch may change.
var PersonFields = []PersonField{
	FieldSurname, FieldGiven, FieldPatronymic, FieldSex, FieldBirth, FieldBirthPlace, FieldIdentifierScheme, FieldIdentifier,
	FieldDocumentType, FieldDocumentSeries, FieldDocumentNumber, FieldDocumentIssued, FieldDocumentValidUntil, FieldDocumentIssuer,
	FieldCitizenship, FieldMaritalStatus, FieldRegisteredAddress, FieldActualAddress, FieldDistrict, FieldPhone, FieldDrivingLicence, FieldDrivingCategory,
}

// place finds where a text field lives; nil for the fields that are not plain text.
func (p *Person) place(f PersonField) *string {
	switch f {
	case FieldSurname:
		return &p.Name.Surname
	case FieldGiven:
		return &p.Name.Given
	case FieldPatronymic:
		return &p.Name.Patronymic
	case FieldSex:
		return (*string)(&p.Sex)
	case FieldBirthPlace:
		return &p.BirthPlace
	case FieldIdentifierScheme:
		return (*string)(&p.Identifier.Scheme)
	case FieldIdentifier:
		return &p.Identifier.Value
	case FieldDocumentType:
		return &p.Document.Type
	case FieldDocumentSeries:
		return &p.Document.Series
	case FieldDocumentNumber:
		return &p.Document.Number
	case FieldDocumentIssuer:
		return &p.Document.Issuer
	case FieldCitizenship:
		return &p.Citizenship
	case FieldMaritalStatus:
		return &p.MaritalStatus
	case FieldRegisteredAddress:
		return &p.RegisteredAddress
	case FieldActualAddress:
		return &p.ActualAddress
	case FieldDistrict:
		return &p.District
	case FieldPhone:
		return &p.Phone
	case FieldDrivingLicence:
		return &p.DrivingLicence
	case FieldDrivingCategory:
		return &p.DrivingCategory
	}
	return nil
}

func (p *Person) datePlace(f PersonField) *Date {
	switch f {
	case FieldBirth:
		return &p.Birth
	case FieldDocumentIssued:
		return &p.Document.Issued
	case FieldDocumentValidUntil:
		return &p.Document.ValidUntil
	}
	return nil
}

// Get gives a field as text, dates in ISO form. An unknown field is an error.
func (p *Person) Get(f PersonField) (string, error) {
	if at := p.place(f); at != nil {
		return *at, nil
	}
	if at := p.datePlace(f); at != nil {
		return at.String(), nil
	}
	return "", Invalid("field.unknown", string(f))
}

// Set writes a field from text, dates in ISO form. It does not check the person as a whole: Check does.
func (p *Person) Set(f PersonField, value string) error {
	if at := p.place(f); at != nil {
		*at = value
		return nil
	}
	if at := p.datePlace(f); at != nil {
		d, err := ParseDate(value)
		if err != nil {
			return Invalid("date.format", string(f))
		}
		*at = d
		return nil
	}
	return Invalid("field.unknown", string(f))
}
